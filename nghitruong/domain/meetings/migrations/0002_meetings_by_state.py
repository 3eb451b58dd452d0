from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0001_facts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['council', 'state'], name='meetings_by_state'),
        ),
    ]
