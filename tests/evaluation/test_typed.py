"""Who calls the kit from Python has its annotations checked: the package says that it is typed (PEP 561)."""

from importlib.resources import files


def test_the_package_tells_type_checkers_that_it_is_typed() -> None:
    assert (files("zhengxie_qa") / "py.typed").is_file()
