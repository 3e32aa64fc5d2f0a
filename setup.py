"""Compiles the catalogues when the package is built or installed: git keeps only the texts."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


class WithCatalogues(build_py):
    def run(self) -> None:
        for po in Path(__file__).parent.glob("src/ios_cli/locale/*/LC_MESSAGES/*.po"):
            with po.open("rb") as texts, po.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(texts, domain=po.stem))
        super().run()


setup(cmdclass={"build_py": WithCatalogues})
