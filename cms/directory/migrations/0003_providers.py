
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_finder'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DirectoryImport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('moved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('name', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('state', models.CharField(choices=[('reading', 'Being read'), ('ready', 'Waiting for you'), ('writing', 'Being carried out'), ('done', 'Done'), ('failed', 'Not done'), ('left', 'Not wanted')], default='reading', max_length=10)),
                ('total', models.PositiveIntegerField(default=0)),
                ('handled', models.PositiveIntegerField(default=0)),
                ('report', models.JSONField(default=list)),
                ('problem', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['-asked_at', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='phone',
            name='phone_of_one_thing',
        ),
        migrations.AddField(
            model_name='phone',
            name='location',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='directory.location'),
        ),
        migrations.AddConstraint(
            model_name='phone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('location__isnull', True), ('organisation__isnull', True), ('service__isnull', False)), models.Q(('location__isnull', True), ('organisation__isnull', False), ('service__isnull', True)), models.Q(('location__isnull', False), ('organisation__isnull', True), ('service__isnull', True)), _connector='OR'), name='phone_of_one_thing'),
        ),
        migrations.AddField(
            model_name='directoryimport',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='directoryimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'ready', 'writing', 'done', 'failed', 'left'])), name='directory_import_state_known'),
        ),
        migrations.AddConstraint(
            model_name='directoryimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('problem', ''), _negated=True), _connector='OR'), name='directory_import_failed_has_a_problem'),
        ),
    ]
