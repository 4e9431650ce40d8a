"""The directive `picture`: a picture of the bundled plan, drawn while the docs are built."""

from base64 import b64encode
from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx

from bri_macao.plans import load_plan
from bri_macao.plot import PICTURES


class PictureDirective(Directive):
    """An image that stands in the page itself, so that nothing that is drawn needs to be kept."""

    required_arguments = 1
    option_spec = {"language": directives.unchanged}  # noqa: RUF012 - as docutils has it

    def run(self) -> list[nodes.Node]:
        """Draw it."""
        language = self.options.get("language", "en")
        picture = PICTURES[self.arguments[0]](load_plan(2023), language=language)
        source = f"data:image/svg+xml;base64,{b64encode(picture.svg()).decode()}"
        said = escape(f"{picture.title}. {picture.description}")
        image = f'<img src="{source}" alt="{said}" lang="{language}" style="max-width: 100%; height: auto">'
        return [nodes.raw("", image, format="html")]


def setup(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("picture", PictureDirective)
