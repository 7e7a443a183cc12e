#!/usr/bin/env bash
# Makes a release: eng/release.sh 1.2.3 [--publish]
# Checks tree and CHANGELOG, runs all tests, builds the packages twice in two places and compares what is in them bit for bit, and tags the commit.
# Without --publish nothing leaves the machine: packages and tag stay here. With it, tag and packages are pushed (NUGET_API_KEY, and NUGET_SOURCE for where to).
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { echo "release: $*" >&2; exit 1; }

version=${1:-}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || fail "give the version, for example: eng/release.sh 1.2.3"
publish=${2:-}
[ -z "$publish" ] || [ "$publish" = --publish ] || fail "the second argument must be --publish. Received: $publish"
[ -z "$publish" ] || [ -n "${NUGET_API_KEY:-}" -a -n "${NUGET_SOURCE:-}" ] || fail "--publish needs NUGET_API_KEY and NUGET_SOURCE"
command -v unzip >/dev/null || fail "unzip is not installed; it opens the packages that are compared"
[ -z "$(git status --porcelain)" ] || fail "commit or drop your changes first"
grep -q "^## \[$version\] - [0-9-]\{10\}$" CHANGELOG.md || fail "CHANGELOG.md must have a section '## [$version] - $(date +%F)': move what is under Unreleased there"
! grep -qv '^#nullable enable$' src/*/PublicAPI.Unshipped.txt || fail "what is public now is shipped: run dotnet run eng/public-api.cs -- --ship, and commit"
git rev-parse -q --verify "refs/tags/v$version" >/dev/null && fail "the tag v$version exists"

[ -n "${RELEASE_SKIP_TESTS:-}" ] || bash .ci/run

# Two clones in folders of their own: what differs between them would depend on the place or the time.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for copy in first "second copy"; do
  git clone -q . "$work/$copy"
  ! url=$(git remote get-url origin 2>/dev/null) || git -C "$work/$copy" remote set-url origin "$url" # packages name it
  dotnet pack "$work/$copy/KerasDigits.sln" -c Release -v q -o "$work/$copy-packages" -p:MinVerVersionOverride="$version" -p:ContinuousIntegrationBuild=true -p:PrecompilePackages=true
done
# NuGet stamps its archives with the time of packing: what they hold is compared.
for copy in first "second copy"; do
  mkdir "$work/$copy-files"
  for package in "$work/$copy-packages/"*pkg; do unzip -q "$package" -d "$work/$copy-files/$(basename "$package")"; done
done
[ -f "$work/first-files/KerasDigits.$version.nupkg/runtimes/linux-x64/lib/net10.0/KerasDigits.dll" ] \
  && [ -f "$work/first-files/KerasDigits.Port.$version.nupkg/tools/net10.0/linux-x64/KerasDigits.Port.dll" ] || fail "the packages must hold the assemblies compiled ahead (PrecompilePackages)"
diff -r "$work/first-files" "$work/second copy-files" || fail "the packages are not the same when they are built twice"

out=artifacts/release/$version
rm -rf "$out" && mkdir -p "$out"
cp "$work/first-packages/"* "$out/"
(cd "$out" && sha256sum -- *pkg > SHA256SUMS)
git tag -a "v$version" -m "KerasDigits $version"
echo "release: $(ls "$out"/*.nupkg | wc -l) packages in $out, tag v$version"

if [ "$publish" = --publish ]; then
  git push origin "v$version"
  dotnet nuget push "$out/*.nupkg" --api-key "$NUGET_API_KEY" --source "$NUGET_SOURCE" --skip-duplicate
else
  echo "release: to publish: git push origin v$version && dotnet nuget push '$out/*.nupkg' --api-key KEY --source SOURCE"
fi
