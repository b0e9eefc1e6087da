"""Small blueprints for tests."""

from console.blueprint_files import read_blueprint


def column_text(key, level="columns", **fields):
    fields = {
        "name": f"Column {key}",
        "kind": "affairs",
        "update": "yearly",
        "layout": "list",
        "function": "publicity",
    } | fields
    lines = [f"[[{level}]]", f'key = "{key}"', 'takes = ["article"]']
    lines += [f'{name} = "{value}"' for name, value in fields.items()]
    return "\n".join(lines) + "\n"


def blueprint_text(*columns, name="small", version=1, regions="news"):
    head = f'name = "{name}"\nversion = {version}\ntitle = "Small"\n'
    return head + f'[home]\nregions = ["{regions}"]\n' + "\n".join(columns)


def read(text, **parameters):
    return read_blueprint(text, label="small/v1.toml", **parameters)
