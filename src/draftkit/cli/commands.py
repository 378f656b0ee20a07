"""All the commands, gathered."""

from . import build, check, importing, init, lock, rules, schema
from .app import TROUBLE, app, colours, translations

__all__ = [
    "TROUBLE",
    "app",
    "build",
    "check",
    "colours",
    "importing",
    "init",
    "lock",
    "rules",
    "schema",
    "translations",
]
