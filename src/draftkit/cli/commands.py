"""All the commands, gathered."""

from . import build, check, init, lock, new, rules, schema
from .app import TROUBLE, app, colours, translations

__all__ = ["TROUBLE", "app", "build", "check", "colours", "init", "lock", "new", "rules", "schema", "translations"]
