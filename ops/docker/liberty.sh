#!/usr/bin/env bash
# Part of the image's build: unpacks Open Liberty into wlp/ here, at the version that pom.xml names, and takes away
# what the features in server.xml do not need.
set -euo pipefail

version=$(sed -n 's|.*<version.openliberty>\(.*\)</version.openliberty>.*|\1|p' pom.xml)
plugin=$(sed -n 's|.*<version.plugin.dependency>\(.*\)</version.plugin.dependency>.*|\1|p' pom.xml)
whole=$(mktemp -d)
# Elsewhere, as the modules that this pom.xml names are not here.
(cd "$whole" && mvn -B -q "org.apache.maven.plugins:maven-dependency-plugin:$plugin:copy" \
  "-Dartifact=io.openliberty:openliberty-runtime:$version:zip" -DoutputDirectory="$OLDPWD")
(cd "$whole" && jar -xf "$OLDPWD/openliberty-runtime-$version.zip")
chmod +x "$whole"/wlp/bin/*
mkdir -p "$whole/wlp/usr/servers/defaultServer"
cp server.xml "$whole/wlp/usr/servers/defaultServer/server.xml"
"$whole/wlp/bin/server" package defaultServer --include=minify --archive=/tmp/minified.zip
rm -rf wlp
jar -xf /tmp/minified.zip
rm -rf wlp/usr "$whole" /tmp/minified.zip "openliberty-runtime-$version.zip"
find wlp -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
chmod 755 wlp/bin/server
find wlp -exec touch -h -d 2026-11-22T00:00:00Z {} +
