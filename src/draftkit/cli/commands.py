"""All the commands, gathered."""

from . import build, check, init, lock, rules, schema, status
from .app import TROUBLE, app, colours, translations

__all__ = ["TROUBLE", "app", "build", "check", "colours", "init", "lock", "rules", "schema", "status", "translations"]
