"""Steers the sandbox: for scripts, tests and the page. See product/api.md of the project for the shapes."""
