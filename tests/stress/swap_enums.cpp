// Values of an enumeration type. What a row holds follows from its amount.
#include "tests/stress/swap_changes.hpp"

namespace migrate::test {
namespace {

// The words, by the remainder of the number: old code's, new code's, and in turn all that a row may
// hold for either of them to read.
const std::string old_words = "ARRAY['new', 'paused', 'sent', 'lost']";
const std::string new_words = "ARRAY['new', 'new', 'shipped', 'lost']";
const std::string old_reads = "ARRAY['new', 'paused new', 'sent', 'lost']";
const std::string new_reads = "ARRAY['new', 'paused new', 'sent shipped', 'lost']";

std::string word(const std::string& words, const std::string& number) {
  return "(" + words + ")[1 + " + number + " % 4]";
}

Wording wording(const std::string& writes, const std::string& reads) {
  auto status = word(writes, "$2::integer") + "::parcel_status";
  auto past = "ARRAY[NULL, " + word(writes, "($2::integer / 4)") + "]::parcel_status[]";
  auto fits = [&](const std::string& column, const std::string& number) {
    return column + "::text = ANY (string_to_array(" + word(reads, number) + ", ' '))";
  };
  return {"INSERT INTO parcels (id, amount, status, past) VALUES ($1::integer, $2::integer, " +
              status + ", " + past + ")",
          "UPDATE parcels SET amount = $2::integer, status = " + status + ", past = " + past +
              " WHERE id = $1::integer",
          "DELETE FROM parcels WHERE id = $1::integer",
          "SELECT CASE WHEN " + fits("status", "amount") + " AND " +
              fits("past[2]", "(amount / 4)") +
              " THEN amount::text ELSE concat_ws(' ', amount, status, past) END "
              "FROM parcels WHERE id = $1::integer"};
}

// Two columns, one of them an array, so that they and the type change in one transaction.
Change values_changed() {
  return {"alter_enum rename and drop",
          "CREATE TYPE parcel_status AS ENUM ('new', 'paused', 'sent', 'lost');"
          "CREATE TABLE parcels (id integer PRIMARY KEY, amount integer NOT NULL,"
          " status parcel_status NOT NULL DEFAULT 'new', past parcel_status[]);"
          "CREATE INDEX parcels_status ON parcels (status, id);"
          "CREATE VIEW parcels_under_way AS SELECT id, status FROM parcels WHERE past IS NULL;",
          "INSERT INTO parcels SELECT n, n, " + word(old_words, "n") +
              "::parcel_status, ARRAY[NULL, " + word(old_words, "(n / 4)") +
              "]::parcel_status[] FROM generate_series(1, {}) n",
          "  - alter_enum:\n"
          "      name: parcel_status\n"
          "      rename: [{from: sent, to: shipped}]\n"
          "      drop: [{value: paused, replace_with: new}]",
          "{}",
          wording(old_words, old_reads),
          wording(new_words, new_reads),
          "SELECT count(*) FROM parcels WHERE status::text = " + word(new_words, "amount") +
              " AND past[2]::text = " + word(new_words, "(amount / 4)")};
}

// The index of a partitioned table is built on each partition.
Change values_of_partitions_changed() {
  Change change = values_changed();
  change.name = "alter_enum rename and drop, partitions";
  change.setup =
      "CREATE TYPE parcel_status AS ENUM ('new', 'paused', 'sent', 'lost');"
      "CREATE TABLE parcels (id integer PRIMARY KEY, amount integer NOT NULL,"
      " status parcel_status NOT NULL DEFAULT 'new', past parcel_status[])"
      " PARTITION BY RANGE (id);"
      "CREATE TABLE parcels_first PARTITION OF parcels FOR VALUES FROM (MINVALUE) TO (1000);"
      "CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT;"
      "CREATE INDEX parcels_status ON parcels (status, id);";
  return change;
}

}  // namespace

std::vector<Change> enum_changes() {
  return {values_changed(), values_of_partitions_changed()};
}

}  // namespace migrate::test
