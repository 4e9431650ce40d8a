"""Sphinx configuration; the directives and the search of this site are in `_ext`."""

import os
import sys
from pathlib import Path

from bri_macao import __version__

sys.path.insert(0, str(Path(__file__).parent))

project = "bri_macao"
author = "The bri_macao contributors"
copyright = "2026, The bri_macao contributors"
release = __version__

extensions = [
    *("myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"),
    *(
        "_ext.catalogue",
        "_ext.data",
        "_ext.formats",
        "_ext.glossary",
        "_ext.pictures",
        "_ext.searching",
        "_ext.signatures",
    ),
]
exclude_patterns = ["_build", "_generated"]
html_theme = "furo"
html_title = "bri_macao"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_search_language = "mixed"  # English, Portuguese and Chinese in one index: see `_ext.searching`

# Docstrings and pages are Markdown-flavoured: single backquotes mark code.
default_role = "code"
smartquotes = False  # quotation marks are a subject here, and stay as they are written
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
add_module_names = False
python_use_unqualified_type_names = True
maximum_signature_line_length = 100
napoleon_attr_annotations = False  # the signature has them
napoleon_google_docstring = True
napoleon_use_ivar = True
myst_heading_anchors = 3
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

# A catalogue for each page that is translated; `tools/translations.py` keeps them.
locale_dirs = ["locale"]
gettext_compact = False
gettext_location = False
gettext_uuid = False

# The site is built, with warnings as errors, on machines without a network. So links to the documentation of Python and
# attrs are made where somebody says that they can be reached, and elsewhere names of other projects are left plain.
# Our own names must resolve. A NewType is data to Sphinx, although signatures refer to it as to a class.
if os.environ.get("BRI_MACAO_DOCS_ONLINE"):
    extensions.append("sphinx.ext.intersphinx")
    intersphinx_mapping = {
        "python": ("https://docs.python.org/3", None),
        "attrs": ("https://www.attrs.org/en/stable", None),
    }
    intersphinx_timeout = 10
else:
    linkcheck_ignore = [r"https?://"]
nitpick_ignore_regex = [
    ("py:.*", r"(?!bri_macao\.).*"),
    ("py:class", r"bri_macao\.(model\.ids|text\.folding|progress\._updates|pages|corpus\._conditions)\..*"),
]
suppress_warnings = ["myst.header"]
