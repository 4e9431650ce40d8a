"""`python -m bri_macao` is `bri-macao`."""

import sys

from bri_macao.cli import main

sys.exit(main())
