#!/usr/bin/env bash
# Builds the documentation's site, API pages from the XML comments among it, into artifacts/docs/site; a broken link is an error.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build KerasDigits.sln -c Release -v q -nologo
if ! dotnet tool restore; then
  if [ "${CI:-}" = true ]; then
    echo "docs: docfx could not be installed (dotnet tool restore failed), so neither the API pages nor the links were checked" >&2
    exit 1
  fi
  echo "docs: skipped, docfx could not be installed (dotnet tool restore failed); with CI=true this is an error"
  exit 0
fi
rm -rf artifacts/docs
dotnet docfx metadata docfx.json --warningsAsErrors
dotnet docfx build docfx.json --warningsAsErrors
echo "docs: artifacts/docs/site/README.html"
