from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from nghitruong.kernel.vietnamese.names import name_sort_key


def sort_by_names(apps, _schema):
    """A person's key was made of the same name; only accounts without a person need a new one."""
    accounts = apps.get_model("accounts", "Account")
    people = apps.get_model("councils", "Person").objects.filter(pk=OuterRef("person_id"))
    accounts.objects.exclude(person=None).update(sort_key=Subquery(people.values("sort_key")))
    for account in accounts.objects.filter(person=None).only("username"):
        accounts.objects.filter(pk=account.pk).update(sort_key=name_sort_key(account.username))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_what_waits_is_indexed'),
        ('councils', '0001_facts'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='sort_key',
            field=models.CharField(default='', max_length=1000),
            preserve_default=False,
        ),
        migrations.RunPython(sort_by_names, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['sort_key', 'username', 'council'], name='accounts_in_order'),
        ),
    ]
