"""python -m practicepack."""

from practicepack.cli.main import main

main()
