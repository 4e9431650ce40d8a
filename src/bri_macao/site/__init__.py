"""The explorer: one page of HTML on which a plan is searched, filtered and read, without a server (floor 7).

    from bri_macao import load_plan, site

    site.write([load_plan(2023)], "out")  # out/index.html: open it, send it, or put it on a server

The page holds everything that it needs and asks for nothing from elsewhere. What fits a filter, and why, is worked out
here by `query` and shipped with the page; its script only looks things up. It is no format: nothing is read back.
"""

from bri_macao.site._pages import page, write

__all__ = ["page", "write"]
