"""The addresses of both programs: the shop of ../races/shop.ts and the pages of ../stacks/stack.ts."""
from django.urls import path

import pages
import shop

urlpatterns = [
    path('sign-in', shop.sign_in),
    path('add/<str:item>', shop.add),
    path('language/<str:value>', shop.prefer, {'key': 'language'}),
    path('currency/<str:value>', shop.prefer, {'key': 'currency'}),
    path('page', shop.greet),
    path('sign-out', shop.sign_out),
    path('session', shop.show),
    path('plain', pages.plain),
    path('begin', pages.begin),
    path('read', pages.read),
    path('write', pages.write),
    path('add', pages.add),
]
