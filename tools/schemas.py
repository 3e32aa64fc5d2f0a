"""Write `schemas/*.schema.json` from the models: `make schemas`. The tests check that they are current."""

from pathlib import Path

from ios_cli.cli.schemas import all_schemas, schema_text
from ios_cli.io.atomic import write_atomic
from ios_cli.text import use_language

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"


def main() -> None:
    use_language("en")  # the files beside the program are one set, in the language of the code
    SCHEMAS.mkdir(exist_ok=True)
    for name, schema in all_schemas().items():
        write_atomic(SCHEMAS / f"{name}.schema.json", schema_text(schema).encode())


if __name__ == "__main__":
    main()
