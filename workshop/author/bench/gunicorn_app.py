"""
The real Django REST framework, checks/drf/system.py, as gunicorn wants it: `npm run bench` starts it.

The token of the one who asks is written to the file that BENCH_KEY_FILE names. BENCH_DATABASE is the URL
of an empty database on PostgreSQL; BENCH_RECORDS says how many records there are, half of them users and half
their tokens.
"""
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[3] / 'checks' / 'drf'))

import system  # noqa: E402  it configures Django
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, connections  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402

# Checks hash with the lowest cost, but here a login must have its real cost.
settings.PASSWORD_HASHERS = ['django.contrib.auth.hashers.PBKDF2PasswordHasher']
if os.environ.get('BENCH_DATABASE'):
    url = urlsplit(os.environ['BENCH_DATABASE'])
    connections.settings['default'].update(
        ENGINE='django.db.backends.postgresql', NAME=url.path[1:], USER=url.username, HOST=url.hostname,
        PORT=url.port, CONN_MAX_AGE=None,
    )
    del connections['default']
application = get_wsgi_application()
with connection.schema_editor() as editor:
    for model in (model for model in apps.get_models() if not model._meta.proxy):
        editor.create_model(model)
user = User.objects.create_user('bench', password='analytical-engine')
for number in range(20):
    system.Task.objects.create(title=f'Task {number}', owner=user)
others = User.objects.bulk_create(
    User(username=f'user{number}') for number in range(1, int(os.environ['BENCH_RECORDS']) // 2)
)
Token.objects.bulk_create(Token(key=Token.generate_key(), user=other) for other in others)
Path(os.environ['BENCH_KEY_FILE']).write_text(Token.objects.get_or_create(user=user)[0].key)
# gunicorn loads this module once and forks, and a connection must not be shared.
connections.close_all()
