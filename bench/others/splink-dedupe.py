"""Duplicates of a CSV by splink on DuckDB, told which columns to compare and by which rules.

    python3 splink-dedupe.py people.csv      prints {"milliseconds": ..., "pairs": ...}
"""
import json
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

began = time.perf_counter()
connection = duckdb.connect()
connection.execute("SET threads = 2")
connection.execute(
    "CREATE TABLE people AS SELECT row_number() OVER () AS unique_id, * REPLACE (nullif(date_of_birth, '') AS date_of_birth) "
    f"FROM read_csv('{sys.argv[1]}', all_varchar = true)"
)
exact_first = ["street_number", "postcode", "state", "date_of_birth", "soc_sec_id"]
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[
        cl.JaroWinklerAtThresholds("given_name", [0.9, 0.8]),
        cl.JaroWinklerAtThresholds("surname", [0.9, 0.8]),
        *[cl.JaroWinklerAtThresholds(name, [0.9, 0.8]) for name in ("address_1", "address_2", "suburb")],
        *[cl.DamerauLevenshteinAtThresholds(name, [1, 2]) for name in exact_first],
    ],
    blocking_rules_to_generate_predictions=[
        block_on("soc_sec_id"),
        block_on("surname", "postcode"),
        block_on("given_name", "date_of_birth"),
        block_on("address_1", "given_name"),
        block_on("suburb", "date_of_birth"),
    ],
)
api = DuckDBAPI(connection=connection)
people = api.register("people") if hasattr(api, "register") else "people"
linker = Linker(people, settings) if hasattr(api, "register") else Linker(people, settings, api)
linker.training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.7)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth", "surname"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("soc_sec_id"))
pairs = linker.inference.predict(threshold_match_probability=0.5)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.9)
rows = connection.execute(f"SELECT count(DISTINCT cluster_id) FROM {clusters.physical_name}").fetchall()[0][0]
print(json.dumps({"milliseconds": (time.perf_counter() - began) * 1000, "things": rows}))
