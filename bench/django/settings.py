"""Settings of the Django project of the bench. What differs from run to run comes from start-django.ts, as variables."""
import os
from urllib.parse import urlsplit

SECRET_KEY = 'only for measuring, never for a site that people use'
ALLOWED_HOSTS = ['127.0.0.1']
ROOT_URLCONF = 'urls'
USE_TZ = True
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'

INSTALLED_APPS = ['django.contrib.sessions']
# Django's protection against requests from other sites is left out: its tokens are not what is raced or timed.
MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']

SESSION_ENGINE = 'django.contrib.sessions.backends.' + os.environ['SESSION_ENGINE']
SESSION_FILE_PATH = os.environ['FOLDER']


def database():
    if 'POSTGRES_URL' not in os.environ:
        return {'ENGINE': 'django.db.backends.sqlite3', 'NAME': os.path.join(os.environ['FOLDER'], 'db.sqlite3')}
    url = urlsplit(os.environ['POSTGRES_URL'])
    return {
        'ENGINE': 'django.db.backends.postgresql',
        'HOST': url.hostname,
        'PORT': url.port,
        'USER': url.username,
        'NAME': url.path[1:],
        # Without it every request connects anew.
        'CONN_MAX_AGE': 600,
    }


DATABASES = {'default': database()}

if 'REDIS_URL' in os.environ:
    CACHES = {
        'default': {
            'BACKEND': 'django_redis.cache.RedisCache',
            'LOCATION': os.environ['REDIS_URL'],
            'OPTIONS': {'CLIENT_CLASS': 'django_redis.client.DefaultClient'},
        }
    }
