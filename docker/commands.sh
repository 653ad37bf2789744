#!/bin/bash
# Makes two programs of /opt/$1: $1-service as it is, and $1 for commands beside it in the same container: the least of
# memory, because both share one limit, and no optimising compiler, because a command has ended before it pays for itself.
set -euo pipefail

cd "/opt/$1"
cp bin/"$1" bin/"$1"-service
cp lib/app/"$1".cfg lib/app/"$1"-service.cfg
sed -i -e 's/-XX:+UseG1GC/-XX:+UseSerialGC/' -e 's/-XX:MaxRAMPercentage=.*/-Xmx96m/' -e 's/-Xms16m/-Xms8m/' lib/app/"$1".cfg
printf 'java-options=-XX:TieredStopAtLevel=1\n' >>lib/app/"$1".cfg
JAVA_TOOL_OPTIONS=-XX:AOTMode=on bin/"$1" --help >/dev/null
