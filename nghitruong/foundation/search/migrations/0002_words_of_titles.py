from django.db import migrations

SQLITE = (
    "DROP TABLE search_words",
    "CREATE VIRTUAL TABLE search_words USING fts5(scope, title, folded, spelled,"
    " tokenize=\"unicode61 remove_diacritics 0\")",
)
POSTGRESQL = (
    "DROP TABLE search_words",
    "CREATE TABLE search_words (id bigint PRIMARY KEY, title tsvector NOT NULL, folded tsvector NOT NULL,"
    " spelled tsvector NOT NULL)",
    "CREATE INDEX search_words_title ON search_words USING gin (title) WITH (fastupdate = off)",
    "CREATE INDEX search_words_folded ON search_words USING gin (folded) WITH (fastupdate = off)",
    "CREATE INDEX search_words_spelled ON search_words USING gin (spelled) WITH (fastupdate = off)",
)


def create_words_anew(apps, schema_editor):
    """Titles have words of their own now; without its place the reader makes the index anew at its next round."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)
    apps.get_model("search", "Entry").objects.all().delete()
    apps.get_model("events", "Follower").objects.filter(name="search").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_facts"),
        ("events", "0002_followers"),
    ]

    operations = [migrations.RunPython(create_words_anew, migrations.RunPython.noop)]
