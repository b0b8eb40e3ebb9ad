"""The shop that races, as ../races/shop.ts describes it."""
import os
from urllib.request import urlopen

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

KEYS = ('user', 'lines', 'language', 'currency')


def look_up():
    """Asks the process of the race, which answers when the race lets it."""
    with urlopen(os.environ['LOOK_UP_URL']) as response:
        response.read()


@require_POST
def sign_in(request):
    # What django.contrib.auth.login does with the session.
    request.session.cycle_key()
    request.session['user'] = 'ana'
    return HttpResponse('Welcome')


@require_POST
def add(request, item):
    lines = request.session.get('lines', {})
    look_up()
    request.session['lines'] = {**lines, item: lines.get(item, 0) + 1}
    return HttpResponse('Added')


@require_POST
def prefer(request, key, value):
    request.session.get('user')
    look_up()
    request.session[key] = value
    return HttpResponse('Noted')


def greet(request):
    user = request.session.get('user', 'stranger')
    look_up()
    return HttpResponse(f'Hello, {user}')


@require_POST
def sign_out(request):
    # What django.contrib.auth.logout does with the session.
    request.session.flush()
    return HttpResponse('Bye')


def show(request):
    return JsonResponse({key: request.session.get(key) for key in KEYS})
