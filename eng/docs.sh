#!/usr/bin/env bash
# Builds the documentation's site, API pages from the XML comments among it, into artifacts/docs/site; a broken link is an error.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build KerasDigits.sln -c Release -v q -nologo
if ! dotnet tool restore; then
  echo "docs: skipped, docfx cannot be installed here (no registry that has it)"
  exit 0
fi
rm -rf artifacts/docs
dotnet docfx metadata docfx.json --warningsAsErrors
dotnet docfx build docfx.json --warningsAsErrors
echo "docs: artifacts/docs/site/README.html"
