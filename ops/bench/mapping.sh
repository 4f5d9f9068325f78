#!/usr/bin/env bash
# What the conversions of requests, replies and stream events cost: time in microseconds (one event of a stream: reading,
# judging, mapping and writing together) and bytes allocated (gc.alloc.rate.norm). Needs Maven and a JDK 21+.
#
#   ops/bench/mapping.sh                          every benchmark
#   ops/bench/mapping.sh 'vendorEvent' -p name=claude   those whose name matches, with options of JMH
set -euo pipefail
cd "$(dirname "$0")/../.."
jdk=${BENCH_JDK:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
out=target/bench
mkdir -p "$out"
mvn -B -q -Pbench -DskipTests compile dependency:build-classpath -Dmdep.outputFile="$out/classpath" -Dmdep.includeScope=runtime
classpath="target/classes:$(cat "$out/classpath")"
"$jdk/bin/javac" -proc:full -nowarn -cp "$classpath" -d "$out" ops/bench/mapping/MappingBench.java
exec "$jdk/bin/java" -cp "$out:$classpath" org.openjdk.jmh.Main -prof gc "$@"
