"""The pages that are timed, byte for byte those of ../stacks/page.ts, and the session of ../stacks/visitor.ts."""
from math import ceil
from time import sleep

from django.http import HttpResponse
from django.views.decorators.http import require_POST

PAGE_BYTES_MIN = 4_096
STRANGER = 'stranger'

HEAD = '<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Hello, '
MIDDLE = '.</h1><p>Changes so far: '
END = '</p></body></html>'
PARAGRAPH = '<p>A page of an ordinary size: navigation, a few products, a footer. </p>\n'
SHORTEST = len(HEAD) + len(STRANGER) + len(MIDDLE) + len('0') + len(END)
FILLER = PARAGRAPH * ceil((PAGE_BYTES_MIN - SHORTEST) / len(PARAGRAPH))


def page(visitor, count):
    return HttpResponse(f'{HEAD}{visitor}{MIDDLE}{count}</p>{FILLER}{END}')


def line(variant_id):
    return {
        'key': f'{variant_id}:9c1d4f7a2b8e6035',
        'variantId': variant_id,
        'quantity': 2,
        'properties': {'size': 'M'},
        'unitPriceMinor': 1_999,
        'addedAt': 1_750_000_000_000,
    }


def plain(request):
    return page(STRANGER, 0)


@require_POST
def begin(request):
    visitor = request.GET.get('name', STRANGER)
    cart = [line(1_042), line(2_317), line(8_805)]
    request.session.update({'visitor': visitor, 'csrf': 'Yk3vQm81bTzN0sW5cLr2Hg', 'cart': cart, 'count': 0})
    return page(visitor, 0)


def read(request):
    return page(request.session.get('visitor', STRANGER), request.session.get('count', 0))


@require_POST
def write(request):
    request.session['count'] = request.session.get('count', 0) + 1
    return read(request)


@require_POST
def add(request):
    # The price and the stock, from a database elsewhere: one millisecond, as everywhere.
    sleep(0.001)
    return write(request)
