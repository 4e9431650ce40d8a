"""For an app that knows partners of its own: add them to the registry, and read a document with it.

Run it with `python examples/extend_registry.py`; it needs nothing but the library.
"""

import bri_macao as bri

OURS = """
[[partner]]
id = "xiamen"
kind = "city"
aliases = ["厦门"]
names = { zh-Hans = { text = "厦门市", status = "official" }, en = { text = "Xiamen", status = "official" } }

[[mechanism]]
id = "port-forum"
kind = "forum"
operators = ["xiamen"]
names = { zh-Hans = { text = "港口合作论坛", status = "official" } }
"""

DOCUMENT = """2031年重点工作
一、经贸
1.与廈門合办港口合作論壇，邀请葡语国家参与。
2.争取设立“蓝色海洋基金”。
"""


def main() -> None:
    """Print whom and what each item names, and what the registry still does not know."""
    registry = bri.load_registry().merged(bri.Registry.from_toml(OURS))
    reading = bri.read(DOCUMENT, registry=registry)
    for item in reading.plan.items:
        for mention in item.mentions:
            print(f"{item.number}  {mention.surface} = {mention.entity}")
    for finding in reading.findings:
        print(finding)


if __name__ == "__main__":
    main()
