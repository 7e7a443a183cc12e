#!/usr/bin/env bash
# The fast set: what a change most often breaks, in some seconds after a build. All tests: dotnet test KerasDigits.sln -c Release
set -euo pipefail
cd "$(dirname "$0")/.."
sets=(LayerGoldenTests LossGoldenTests MetricGoldenTests OptimizerGoldenTests NormalizationLayerTests LocallyConnectedTests EinsumDenseTests InitializerFunctionTests DocumentationTests LinkTests ContributorPathTests ApiTests GoldenCoverageTests LineLengthTests MirrorTests RecipeTests)
filter=$(printf '|FullyQualifiedName~.%s.' "${sets[@]}")
exec dotnet test tests/KerasDigits.Tests -c Release --no-build --filter "${filter:1}" "$@"
