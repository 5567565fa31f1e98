"""Demarche projects in Python: typed tables of articles, annotations, statements and events.

The package carries the program itself; `demarche` on the command line opens its window. This module reads
nothing of a project: the program writes tables as Parquet, and the module opens them with Arrow.

>>> import demarche
>>> project = demarche.read("my-project")
>>> project.statements                       # a pyarrow.Table
>>> project.to_pandas().statements           # a pandas.DataFrame
>>> project.to_polars().statements           # a polars.DataFrame
>>> demarche.quotes("my-project", label="demand")
"""

from ._program import DemarcheError, DemarcheWarning, program, run
from ._read import Tables, quotes, read

__all__ = ["DemarcheError", "DemarcheWarning", "Tables", "program", "quotes", "read", "run"]
__version__ = "@VERSION@"
