import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    # Words are folded before they come here; `prefix` makes the beginnings of words as fast as words.
    "CREATE VIRTUAL TABLE search_words USING fts5(scope, folded, spelled, prefix='2 3',"
    " tokenize=\"unicode61 remove_diacritics 0\")",
)
POSTGRESQL = (
    "CREATE TABLE search_words (id bigint PRIMARY KEY, folded tsvector NOT NULL, spelled tsvector NOT NULL)",
    "CREATE INDEX search_words_folded ON search_words USING gin (folded) WITH (fastupdate = off)",
    "CREATE INDEX search_words_spelled ON search_words USING gin (spelled) WITH (fastupdate = off)",
)


def create_words(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_words(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('councils', '0001_facts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('record_id', models.BigIntegerField()),
                ('audience', models.CharField(max_length=12)),
                ('day', models.DateField()),
                ('title', models.CharField(max_length=500)),
                ('body', models.TextField(blank=True)),
                ('keys', models.JSONField(default=list)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='councils.council')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'constraints': [models.UniqueConstraint(fields=('kind', 'record_id'), name='one_entry_a_record'), models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'office', 'restricted'])), name='entry_audience_known')],
            },
        ),
        migrations.RunPython(create_words, drop_words),
    ]
