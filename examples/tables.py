"""For a data engineer: which items name a partner or a group that it belongs to, asked in SQL and of data frames.

Run it with `python examples/tables.py [PARTNER]`; it needs `pip install 'bri-macao[arrow]' duckdb polars`.
"""

import sys
from collections.abc import Mapping

import duckdb
import polars as pl
import pyarrow as pa

import bri_macao as bri

# Memberships have dates, known to the day, the month or the year, and count if they hold within the plan's period.
# A group may belong to a group. Any number of plans fit in the tables; so every join is by the plan too.
QUESTION = """
WITH RECURSIVE
    held AS (
        SELECT plan, partner, group_id
        FROM memberships JOIN plans ON plans.id = plan
        WHERE coalesce(since || right('-12-31', 10 - length(since)) <= period_end::text, true)
          AND coalesce(until || left('-01-01', 10 - length(until)) >= period_start::text, true)
    ),
    reached(plan, partner) AS (
        SELECT plan, id FROM partners WHERE id = $partner
        UNION
        SELECT held.plan, group_id FROM held JOIN reached USING (plan, partner)
    )
SELECT items.number, names.text AS title, string_agg(DISTINCT surface, ', ' ORDER BY surface) AS named
FROM reached
JOIN mentions USING (plan, partner)
JOIN items ON items.plan = mentions.plan AND items.id = mentions.item
JOIN names ON names.plan = items.plan AND names.owner_id = items.id AND names.owner = 'items' AND language = 'en'
WHERE NOT nested
GROUP BY ALL
ORDER BY items.number
"""


def in_sql(tables: Mapping[str, pa.Table], partner: str) -> pl.DataFrame:
    """The answer of DuckDB, which reads the tables where they are."""
    with duckdb.connect() as database:
        for name, table in tables.items():
            database.register(name, table)
        answer: pl.DataFrame = database.sql(QUESTION, params={"partner": partner}).pl()
    return answer


def in_frames(tables: Mapping[str, pa.Table], partner: str) -> pl.DataFrame:
    """The same of polars."""
    plans, memberships, mentions, items, names = (
        pl.DataFrame(tables[name]) for name in ("plans", "memberships", "mentions", "items", "names")
    )
    since, until = pl.col("since"), pl.col("until")
    latest = since + pl.lit("-12-31").str.tail(10 - since.str.len_chars())
    earliest = until + pl.lit("-01-01").str.head(10 - until.str.len_chars())
    held = memberships.join(plans, left_on="plan", right_on="id").filter(
        (latest <= pl.col("period_end").cast(pl.String)).fill_null(value=True),
        (earliest >= pl.col("period_start").cast(pl.String)).fill_null(value=True),
    )
    reached = plans.select(plan="id", partner=pl.lit(partner))
    while True:
        groups = held.join(reached, on=["plan", "partner"]).select("plan", partner="group_id")
        more = pl.concat([reached, groups]).unique()
        if len(more) == len(reached):
            break
        reached = more
    titles = names.filter(pl.col("owner").eq("items"), pl.col("language").eq("en"))
    return (
        mentions.filter(~pl.col("nested"))
        .join(reached, on=["plan", "partner"])
        .join(items, left_on=["plan", "item"], right_on=["plan", "id"])
        .join(titles, left_on=["plan", "item"], right_on=["plan", "owner_id"], suffix="_title")
        .group_by("number", title="text_title")
        .agg(named=pl.col("surface").unique().sort().str.join(", "))
        .sort("number")
    )


def main(partner: str = "br") -> None:
    """Print the items, after both answers have been compared."""
    plan = bri.load_plan(2023)
    tables = bri.formats.arrow.to_tables([plan])
    answer = in_sql(tables, partner)
    assert answer.equals(in_frames(tables, partner))
    print(plan.partner(partner).names["en"])
    with pl.Config(tbl_rows=-1, tbl_width_chars=120, fmt_str_lengths=72) as shown:
        shown.set_tbl_hide_dataframe_shape().set_tbl_hide_column_data_types()
        print(answer)


if __name__ == "__main__":
    main(*sys.argv[1:2])
