"""All the commands, gathered."""

from . import build, check, init, lock
from .app import TROUBLE, app, colours, translations

__all__ = ["TROUBLE", "app", "build", "check", "colours", "init", "lock", "translations"]
