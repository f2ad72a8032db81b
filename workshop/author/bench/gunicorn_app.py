"""
The real Django REST framework, checks/drf/system.py, as gunicorn wants it: `npm run bench` starts it.

The token of the one who asks is written to the file that BENCH_KEY_FILE names.
"""
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / 'checks' / 'drf'))

import system  # noqa: E402  it configures Django
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402

# Checks hash cheaply; here a login is to cost what it costs.
settings.PASSWORD_HASHERS = ['django.contrib.auth.hashers.PBKDF2PasswordHasher']
application = get_wsgi_application()
with connection.schema_editor() as editor:
    for model in (model for model in apps.get_models() if not model._meta.proxy):
        editor.create_model(model)
user = User.objects.create_user('bench', password='analytical-engine')
for number in range(20):
    system.Task.objects.create(title=f'Task {number}', owner=user)
Path(os.environ['BENCH_KEY_FILE']).write_text(Token.objects.get_or_create(user=user)[0].key)
