"""
The system of the workshop in the real Django REST framework, in one file, with hooks for checks:

    python3 checks/drf/system.py [PORT]

needs the packages django and djangorestframework; version 2 of the API needs django-filter, and is left out
without it; its tokens need django-rest-knox, and are those of version 1 without it. It keeps its database in a temporary folder, listens on
127.0.0.1 and prints its address and versions as one line. `npm run prove:drf` starts and stops it.
"""
import hashlib
import importlib.util
import json
import logging
import random
import signal
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.apps import AppConfig
from django.conf import settings

# Django imports its apps by name; this file is the app.
sys.modules['system'] = sys.modules[__name__]
folder = tempfile.TemporaryDirectory(prefix='drf-', ignore_cleanup_errors=True)


class SystemConfig(AppConfig):
    name = label = 'system'


HAS_V2 = importlib.util.find_spec('django_filters') is not None
HAS_KNOX = importlib.util.find_spec('knox') is not None

settings.configure(
    SECRET_KEY='for checks only, not a secret',
    ALLOWED_HOSTS=['*'],
    ROOT_URLCONF='system',
    INSTALLED_APPS=[
        'django.contrib.contenttypes',
        'django.contrib.auth',
        'django.contrib.sessions',
        'rest_framework',
        'rest_framework.authtoken',
        *(['django_filters'] if HAS_V2 else []),
        *(['knox'] if HAS_KNOX else []),
        'system.SystemConfig',
    ],
    MIDDLEWARE=[
        'django.contrib.sessions.middleware.SessionMiddleware',
        'django.middleware.common.CommonMiddleware',
        'django.middleware.csrf.CsrfViewMiddleware',
        'django.contrib.auth.middleware.AuthenticationMiddleware',
    ],
    CSRF_FAILURE_VIEW='system.csrf_failure',
    DATABASES={
        'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': Path(folder.name) / 'db.sqlite3'},
    },
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    USE_TZ=True,
    TIME_ZONE='UTC',
    # Checks create many users, and their passwords need no protection.
    PASSWORD_HASHERS=['django.contrib.auth.hashers.MD5PasswordHasher'],
    LOGGING_CONFIG=None,
    REST_KNOX={'TOKEN_LIMIT_PER_USER': 10, 'AUTH_HEADER_PREFIX': 'Token'},
    REST_FRAMEWORK={
        'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.TokenAuthentication'],
        'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],
        'DEFAULT_RENDERER_CLASSES': ['rest_framework.renderers.JSONRenderer'],
        'DEFAULT_THROTTLE_RATES': {'login': '5/min', 'login_username': '10/hour', 'user': '60/min'},
    },
)
# Checks are about refused requests, so only a 500 is logged.
logging.disable(logging.WARNING)
django.setup()

import rest_framework  # noqa: E402
from django.apps import apps  # noqa: E402
from django.contrib.auth import login, logout  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import IntegrityError, connection, connections, models, transaction  # noqa: E402
from django.db.models.signals import post_save  # noqa: E402
from django.dispatch import receiver  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.middleware.csrf import get_token  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.decorators import method_decorator  # noqa: E402
from django.views.decorators.csrf import csrf_exempt, csrf_protect  # noqa: E402
from rest_framework import filters, generics, pagination, permissions, serializers, viewsets  # noqa: E402
from rest_framework.authentication import SessionAuthentication, TokenAuthentication  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402
from rest_framework.authtoken.serializers import AuthTokenSerializer  # noqa: E402
from rest_framework.authtoken.views import obtain_auth_token  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.routers import DefaultRouter, SimpleRouter  # noqa: E402
from rest_framework.settings import api_settings  # noqa: E402
from rest_framework.throttling import ScopedRateThrottle, SimpleRateThrottle, UserRateThrottle  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

# The system


class Task(models.Model):
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    completed = models.BooleanField(default=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = 'system'


@receiver(post_save, sender=User)
def create_auth_token(sender, instance, created, **kwargs):
    if created:
        Token.objects.create(user=instance)


class IsOwner(permissions.BasePermission):
    def has_object_permission(self, request, view, obj):
        return obj.owner == request.user


class TaskSerializer(serializers.ModelSerializer):
    class Meta:
        model = Task
        fields = ['id', 'title', 'description', 'completed', 'owner', 'created_at']
        read_only_fields = ['owner', 'created_at']


class TaskViewSet(viewsets.ModelViewSet):
    queryset = Task.objects.all()
    serializer_class = TaskSerializer
    permission_classes = [permissions.IsAuthenticated, IsOwner]

    def perform_create(self, serializer):
        serializer.save(owner=self.request.user)


class RegisterSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ['id', 'username', 'email', 'password']
        extra_kwargs = {'password': {'write_only': True}}

    def create(self, validated_data):
        return User.objects.create_user(**validated_data)


class RegisterView(generics.CreateAPIView):
    serializer_class = RegisterSerializer
    permission_classes = [permissions.AllowAny]


class LogoutView(APIView):
    def post(self, request):
        request.auth.delete()
        return Response(status=204)


class MeView(APIView):
    def get(self, request):
        user = request.user
        return Response({'id': user.id, 'username': user.username, 'is_staff': user.is_staff})


class DemoView(APIView):
    def get(self, request):
        return Response({'detail': 'ok', 'method': request.method, 'user': request.user.username or None})

    post = get


def demo(permission, authentication=DemoView.authentication_classes):
    return DemoView.as_view(authentication_classes=authentication, permission_classes=[permission])


# Version 2


class LoginUsernameThrottle(SimpleRateThrottle):
    scope = 'login_username'

    def get_cache_key(self, request, view):
        name = request.data.get('username') if hasattr(request.data, 'get') else None
        if isinstance(name, bool) or not isinstance(name, (str, int, float)) or not str(name).strip():
            return None
        ident = hashlib.sha256(str(name).strip().encode('utf-8', 'surrogatepass')).hexdigest()
        return self.cache_format % {'scope': self.scope, 'ident': ident}


if HAS_KNOX:
    from knox.auth import TokenAuthentication
    from knox.crypto import hash_token
    from knox.models import AuthToken
    from knox.views import LoginView as KnoxLoginView, LogoutAllView, LogoutView as KnoxLogoutView

    class LoginViewV2(KnoxLoginView):
        authentication_classes = [TokenAuthentication]
        permission_classes = [permissions.AllowAny]
        throttle_classes = [ScopedRateThrottle, LoginUsernameThrottle]
        throttle_scope = 'login'

        def post(self, request, format=None):
            serializer = AuthTokenSerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            request.user = serializer.validated_data['user']
            return super().post(request, format=format)


# The first class decides between 401 and 403.
TOKEN_FIRST = [TokenAuthentication, SessionAuthentication]
SESSION_FIRST = [SessionAuthentication, TokenAuthentication]


class IsOwnerFilterBackend(filters.BaseFilterBackend):
    def filter_queryset(self, request, queryset, view):
        return queryset.filter(owner=request.user)


class TaskPagination(pagination.PageNumberPagination):
    page_size = 20
    page_size_query_param = 'page_size'
    max_page_size = 100


class FeedPagination(pagination.CursorPagination):
    page_size = 20
    page_size_query_param = 'page_size'
    max_page_size = 100
    ordering = '-created_at'


class WindowPagination(pagination.LimitOffsetPagination):
    default_limit = 20
    max_limit = 100


class TaskViewSetV2(TaskViewSet):
    authentication_classes = TOKEN_FIRST
    filter_backends = [IsOwnerFilterBackend, filters.SearchFilter, filters.OrderingFilter]
    filterset_fields = {'completed': ['exact'], 'created_at': ['gte', 'lte']}
    search_fields = ['title', 'description']
    ordering_fields = ['created_at', 'title', 'id']
    ordering = ['-created_at', '-id']
    pagination_class = TaskPagination
    throttle_classes = [UserRateThrottle]

    def get_throttles(self):
        return [] if self.request.method in permissions.SAFE_METHODS else super().get_throttles()


if HAS_V2:
    from django_filters.rest_framework import DjangoFilterBackend

    TaskViewSetV2.filter_backends.insert(1, DjangoFilterBackend)


class FeedView(generics.ListAPIView):
    authentication_classes = TOKEN_FIRST
    queryset = Task.objects.all()
    serializer_class = TaskSerializer
    filter_backends = [IsOwnerFilterBackend]
    pagination_class = FeedPagination


class WindowView(FeedView):
    queryset = Task.objects.order_by('id')
    pagination_class = WindowPagination


def csrf_failure(request, reason=''):
    return JsonResponse({'detail': 'CSRF Failed: ' + reason}, status=403)


class CsrfView(APIView):
    authentication_classes = []
    permission_classes = [permissions.AllowAny]

    def get(self, request):
        return Response({'csrfToken': get_token(request)})


class IsAuthenticatedOrLogin(permissions.IsAuthenticated):
    def has_permission(self, request, view):
        return request.method == 'POST' or super().has_permission(request, view)


# An APIView is exempt from CSRF checks. SessionAuthentication checks CSRF for existing sessions.
@method_decorator(csrf_protect, name='dispatch')
class SessionView(MeView):
    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticatedOrLogin]
    throttle_classes = [ScopedRateThrottle, LoginUsernameThrottle]
    throttle_scope = 'login'

    def get_throttles(self):
        return super().get_throttles() if self.request.method == 'POST' else []

    def post(self, request):
        credentials = AuthTokenSerializer(data=request.data, context={'request': request})
        credentials.is_valid(raise_exception=True)
        login(request, credentials.validated_data['user'])
        return self.get(request)

    def delete(self, request):
        logout(request)
        return Response(status=204)


# The clock for dates of rows, and the end of tokens, sessions and waits. Checks move it.

clock = {'ahead': 0}
server_now = timezone.now
timezone.now = lambda: server_now() + timedelta(seconds=clock['ahead'])
SimpleRateThrottle.timer = staticmethod(lambda: timezone.now().timestamp())


# The hooks: what HTTP cannot do. They are plain Django views, without authentication.

SEED = [
    {'username': 'alice', 'password': 'alice-pass-1'},
    {'username': 'bob', 'password': 'bob-pass-1'},
    {'username': 'root', 'password': 'root-pass-1', 'is_staff': True},
    {'username': 'inactive', 'password': 'inactive-pass-1', 'is_active': False},
]


@csrf_exempt
@transaction.atomic
def reset(request):
    clock['ahead'] = 0
    cache.clear()
    api_settings.NUM_PROXIES = None
    settings.SECURE_PROXY_SSL_HEADER = None
    if HAS_KNOX:
        AuthToken.objects.all().delete()
    for model in (Session, Task, Token, User):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM sqlite_sequence')
    for user in SEED:
        User.objects.create_user(email=user['username'] + '@example.com', **user)
    tokens = {token.user.username: token.key for token in Token.objects.all()}
    v2 = {user: v2_token(user)['token'] for user in tokens}
    return JsonResponse({'tokens': tokens, 'v2': v2})


def count():
    return {'users': User.objects.count(), 'tokens': Token.objects.count(), 'tasks': Task.objects.count()}


def token_of(user):
    keys = [token.key for token in Token.objects.filter(user__username=user)]
    return {'tokens': len(keys), 'key': keys[0] if keys else None}


def create_user(user, password, how='create_user'):
    if how == 'bulk_create':
        made = User(username=user)
        made.set_password(password)
        User.objects.bulk_create([made])
    else:
        getattr(User.objects, how)(user, None, password)
    return token_of(user)


def save_user(user):
    found = User.objects.get(username=user)
    found.email = 'changed@example.com'
    found.save()
    return token_of(user)


def set_flag(flag):
    def set_it(user, value):
        User.objects.filter(username=user).update(**{flag: value})
        return {'ok': True}

    return set_it


def set_password(user, password):
    found = User.objects.get(username=user)
    found.set_password(password)
    found.save()
    return token_of(user)


def delete_user(user):
    User.objects.get(username=user).delete()
    return count()


def delete_token(user):
    Token.objects.filter(user__username=user).delete()
    if HAS_KNOX:
        AuthToken.objects.filter(user__username=user).delete()
    return token_of(user)


def create_token(user, reset=False):
    if reset:
        delete_token(user)
    token, created = Token.objects.get_or_create(user=User.objects.get(username=user))
    return {'tokens': 1, 'key': token.key, 'created': created}


def set_token_key(user, key):
    delete_token(user)
    Token.objects.create(user=User.objects.get(username=user), key=key)
    return {'ok': True}


def second_token(user):
    try:
        with transaction.atomic():
            Token.objects.create(user=User.objects.get(username=user))
    except IntegrityError:
        return {'refused': True, **token_of(user)}
    return {'refused': False, **token_of(user)}


def token_created(user):
    token = Token.objects.filter(user__username=user).first()
    return {'created': token and token.created.isoformat().replace('+00:00', 'Z')}


def rows():
    users = [
        {'id': user.id, 'username': user.username, 'email': user.email, 'password': user.password,
         'isStaff': user.is_staff, 'isActive': user.is_active}
        for user in User.objects.order_by('id')
    ]
    tokens = [{'key': token.key, 'userId': token.user_id} for token in Token.objects.order_by('user_id')]
    tasks = [
        {'id': task.id, 'title': task.title, 'description': task.description, 'completed': task.completed,
         'ownerId': task.owner_id}
        for task in Task.objects.order_by('id')
    ]
    return {'users': users, 'tokens': tokens, 'tasks': tasks, 'hashes': 0, 'errors': []}


def v2_token(user):
    return {'token': v2_create_token(user)['tokens'][0] if HAS_KNOX else create_token(user)['key']}


def v2_create_token(user, count=1, expires_in=36000):
    found = User.objects.get(username=user)
    expiry = None if expires_in is None else timedelta(seconds=expires_in)
    return {'tokens': [AuthToken.objects.create(found, expiry)[1] for _ in range(count)]}


def v2_set_expiry(user, seconds):
    expiry = None if seconds is None else timezone.now() + timedelta(seconds=seconds)
    return {'rows': AuthToken.objects.filter(user__username=user).update(expiry=expiry)}


def v2_tokens(user=None):
    rows = AuthToken.objects.all()
    return {'rows': (rows.filter(user__username=user) if user else rows).count()}


def v2_stored(token):
    row = AuthToken.objects.filter(digest=hash_token(token)).first()
    whole = any(token in str(value) for values in AuthToken.objects.values_list() for value in values)
    if row is None:
        return {'found': False, 'whole_token_stored': whole}
    is_key = token.startswith(row.token_key)
    return {
        'found': True,
        'whole_token_stored': whole,
        'user': row.user.username,
        'token_length': len(token),
        'digest': row.digest,
        'digest_length': len(row.digest),
        'key': f'first {len(row.token_key)} characters' if is_key else row.token_key,
        'expires_in_minutes': row.expiry and round((row.expiry - timezone.now()).total_seconds() / 60),
    }


@transaction.atomic
def create_tasks(user, tasks=None, count=0, start='2026-01-01T00:00:00+00:00', every=60):
    tasks = tasks or [{'title': f'Task {n}', 'completed': n % 3 == 0} for n in range(1, count + 1)]
    ids = []
    for at, fields in enumerate(tasks):
        moment = fields.pop('created_at', None)
        created_at = datetime.fromisoformat((moment or start).replace('Z', '+00:00'))
        if not moment:
            created_at += timedelta(seconds=at * every)
        task = Task.objects.create(owner=User.objects.get(username=user), **fields)
        # A new row is dated with the time at which it is created.
        Task.objects.filter(pk=task.pk).update(created_at=created_at)
        ids.append(task.pk)
    return {'ids': ids}


def delete_task(id):
    Task.objects.filter(pk=id).delete()
    return {'tasks': Task.objects.count()}


def sessions():
    stored = [session.get_decoded() for session in Session.objects.all()]
    return {'sessions': len(stored), 'logged_in': sum('_auth_user_id' in data for data in stored)}


def delete_sessions():
    Session.objects.all().delete()
    return sessions()


def plant_session(key):
    Session.objects.filter(pk=key).delete()
    SessionStore(session_key=key).save(must_create=True)
    return {'ok': True}


def https(value):
    settings.SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https') if value else None
    return {'ok': True}


def missing_steps():
    return {'steps': ([] if HAS_V2 else ['08', '09']) + ([] if HAS_V2 and HAS_KNOX else ['10'])}


def reset_throttles():
    cache.clear()
    return {'ok': True}


def num_proxies(value):
    api_settings.NUM_PROXIES = value
    return {'ok': True}


def advance_clock(seconds):
    clock['ahead'] += seconds
    return {'ok': True}


def restart():
    connections.close_all()
    return {'ok': True}


HOOKS = {
    'count': count,
    'token': token_of,
    'set_active': set_flag('is_active'),
    'set_staff': set_flag('is_staff'),
    **{
        hook.__name__: hook
        for hook in (create_user, save_user, set_password, delete_user, delete_token, create_token,
                     set_token_key, second_token, token_created, v2_create_token, create_tasks, delete_task,
                     v2_token, v2_set_expiry, v2_tokens, v2_stored, sessions, delete_sessions, plant_session,
                     https, missing_steps, reset_throttles, num_proxies, advance_clock, restart, rows)
    },
}


@csrf_exempt
def hook(request):
    arguments = json.loads(request.body)
    operation = HOOKS.get(arguments.pop('op'))
    if operation is None:
        return JsonResponse({'error': 'unknown op'}, status=400)
    try:
        return JsonResponse(operation(**arguments))
    except User.DoesNotExist as error:
        return JsonResponse({'error': str(error)}, status=404)


router = DefaultRouter()
router.register('tasks', TaskViewSet)

v2 = SimpleRouter()
v2.register('tasks', TaskViewSetV2, basename='task-v2')

urlpatterns = [
    path('api/login/', obtain_auth_token),
    path('api/register/', RegisterView.as_view()),
    path('api/logout/', LogoutView.as_view()),
    path('api/me/', MeView.as_view()),
    path('api/demo/allow-any/', demo(permissions.AllowAny)),
    path('api/demo/authenticated/', demo(permissions.IsAuthenticated)),
    path('api/demo/admin/', demo(permissions.IsAdminUser)),
    path('api/demo/read-only/', demo(permissions.IsAuthenticatedOrReadOnly)),
    path('api/', include(router.urls)),
    *([
        path('api/v2/tasks/feed/', FeedView.as_view()),
        path('api/v2/tasks/window/', WindowView.as_view()),
        path('api/v2/csrf/', CsrfView.as_view()),
        path('api/v2/session/', SessionView.as_view()),
        path('api/v2/demo/token-first/', demo(permissions.IsAuthenticated, TOKEN_FIRST)),
        path('api/v2/demo/session-first/', demo(permissions.IsAuthenticated, SESSION_FIRST)),
        path('api/v2/', include(v2.urls)),
        path('api/v2/me/', MeView.as_view(authentication_classes=TOKEN_FIRST)),
    ] if HAS_V2 else []),
    *([
        path('api/v2/login/', LoginViewV2.as_view()),
        path('api/v2/logout/', KnoxLogoutView.as_view()),
        path('api/v2/logoutall/', LogoutAllView.as_view()),
    ] if HAS_KNOX else []),
    path('__reset__/', reset),
    path('__hook__/', hook),
]


def without_body_for_head(app):
    """Django's own server sends a body with HEAD as well, and the next answer would begin in it."""
    def wrapped(environ, start_response):
        response = app(environ, start_response)
        if environ['REQUEST_METHOD'] != 'HEAD':
            return response
        response.close()
        return []
    return wrapped


def main():
    with connection.schema_editor() as editor:
        for model in (model for model in apps.get_models() if not model._meta.proxy):
            editor.create_model(model)
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = ThreadedWSGIServer(('127.0.0.1', port), WSGIRequestHandler)
    server.set_app(without_body_for_head(get_wsgi_application()))
    print(
        f'http://127.0.0.1:{server.server_port} Django REST framework {rest_framework.VERSION} '
        f'on Django {django.get_version()}',
        flush=True,
    )
    # End as Ctrl-C does, so that the temporary folder is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        connections.close_all()


if __name__ == '__main__':
    main()
