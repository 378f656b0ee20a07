"""A process that makes the documents of one ärende after another: its pandoc, and what all the ärenden share."""

from __future__ import annotations

import io
from pathlib import Path

from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..edges.workers import Desk
from ..messages import msg
from ..problems import DraftkitError
from ..stages.load.workspace import Workspace, workspace
from .app import human, translations
from .making import Made, make
from .order import Order
from .progress import Progress


class Bench:
    """Where one process works. What is wrong with one ärende does not touch the next."""

    def __init__(self, order: Order, desk: Desk) -> None:
        self.order, self.desk, self.language = order, desk, translations()
        self.pandoc: Pandoc | None = None
        self.shared: Workspace | None = None

    def make(self, folder: str) -> Made:
        """Makes the documents of the ärende in `folder`; what the machine refuses fails this one alone."""
        order = self.order
        drawer = human({}, self.language, final=order.final)
        drawer.colour = order.colour
        try:
            if self.pandoc is None:
                self.pandoc = Pandoc()
                self.desk.engine(self.pandoc.pid)
            if self.shared is None:
                self.shared = workspace(disk.project(order.root, [], order.today))
            project = disk.project(order.root, [order.root / folder], order.today)
            drawer = human(project.everything(), self.language, final=order.final)
            drawer.colour = order.colour
            progress = Progress(io.StringIO(), self.language, Path(folder).name, self.desk.stage)
            return make(order, project, folder, self.pandoc, self.shared, drawer, progress)
        except (DraftkitError, OSError) as error:
            if self.pandoc is not None and self.pandoc.is_gone():
                if self.pandoc.out_of_memory():
                    raise MemoryError from error
                self.pandoc.close()
                self.pandoc = None  # the next ärende starts another
            told = disk.refused(error) if isinstance(error, OSError) else error
            case = Path(folder).name
            said = drawer.say(msg("{case}: not built; earlier files are left as they were", case=case))
            problem = drawer.told(msg("{case}: {message}", case=case, message=told.message), told.hint)
            return Made((f"{problem}\n\n",), said, failed=True)
