# shellcheck shell=bash
# How both launchers start the program, once they know their JVM; they source this.
# launch JAVA_HOME APP CACHE COMMAND [ARGUMENTS]
#   APP    the directory that Quarkus packaged
#   CACHE  the file for the JVM's AOT cache of the quick commands (decision 0119), whose name tells builds and JVMs apart;
#          empty to go without
launch() {
  local java=$1/bin/java app=$2 cache=$3
  shift 3
  # What the image gives the JVM.
  flags=(--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError)
  # Logs are long: the second compiler halves the time that their signatures take.
  if [ "${1:-}" = evidence ]; then
    flags+=(-Xmx192m)
  else
    flags+=(-XX:TieredStopAtLevel=1 -Xmx96m -XX:MetaspaceSize=96m -XX:ReservedCodeCacheSize=128m)
  fi
  case $app$cache in
    *:*) ;; # no class path can name it
    *) ! is_quick "${1:-}" || quick "$java" "$app" "$cache" "$@" ;;
  esac
  exec "$java" "${flags[@]}" -jar "$app/quarkus-run.jar" "$@"
}

# What people wait for, and needs nothing of Quarkus.
is_quick() {
  case $1 in
    pending | show | approve | deny | revoke | review | redeliver | offboard | reinstate | mine | request | why | wait) ;;
    completion | '' | -*) ;;
    *) return 1 ;;
  esac
}

# Starts the program itself, from the cache if there is one.
# keyPbeIterationCount: fabric8 keeps a client's key in a key store in memory, which needs no slow encryption.
# UsePerfData: nobody looks at a call that short, and it is a file outside the user's directories.
quick() {
  local java=$1 app=$2 cache=$3 path
  shift 3
  path=$(quick_class_path "$app")
  flags+=(-Xlog:disable -XX:-UsePerfData -Djdk.console=java.base -Dkeystore.pkcs12.keyPbeIterationCount=1)
  if [ -t 1 ]; then
    { flags+=("-Dleasehold.columns=$(columns)"); } 3<&1
  fi
  if [ -n "$cache" ]; then
    if [ ! "$cache" -nt "$app/quarkus-run.jar" ]; then
      train "$java" "$app" "$cache" "$path"
    elif [ -s "$cache" ]; then
      flags=("-XX:AOTCache=$cache" "${flags[@]}")
      path=$(newer "$cache"):$path
    fi
  fi
  exec "$java" "${flags[@]}" -cp "$path" dev.leasehold.cli.Main "$@"
}

# The jar beside that cache, with the classes that it could not hold as they are.
newer() {
  echo "${1%.aot}.jar"
}

# How wide the terminal at descriptor 1 is; nothing in a substitution can see that. 0 if it does not say.
columns() {
  local size
  size=$(stty size <&3 2>/dev/null) || size=0
  echo "${size#* }"
}

# What the commands need comes first: all that is not in the cache is searched for from the front.
quick_class_path() {
  local library first rest=
  first=$(echo "$1"/app/*.jar)
  for library in "$1"/lib/*/*.jar; do
    case ${library##*/} in
      com.fasterxml.* | info.picocli.* | io.fabric8.* | *log* | org.slf4j.* | org.snakeyaml.* | org.yaml.*) first+=:$library ;;
      *) rest+=:$library ;;
    esac
  done
  echo "$first$rest"
}

# Makes the cache in the background, once for each build: this call and those that come meanwhile are slow, not wrong.
# An empty one says that this JVM cannot make it. Those that no build of the last month made go.
train() {
  local java=$1 app=$2 cache=$3 path=$4 caches=${3%/*} place=${3%/*}/training jar
  jar=$(newer "$cache")
  [ -z "$(find "$place" -maxdepth 0 -mmin +10 2>/dev/null)" ] || rm -rf "$place"
  mkdir "$place" 2>/dev/null || return 0
  (
    trap 'rm -rf "$place"' EXIT
    umask 077
    find "$caches" -maxdepth 1 -name 'commands-*.*' -mtime +30 -exec rm -f {} +
    apart "$java" "${flags[@]}" -cp "$path" dev.leasehold.cli.NewerClasses "$app"/lib/main/info.picocli.*.jar "$place/jar" &&
      mv -f "$place/jar" "$jar" &&
      apart "$java" "-XX:AOTCacheOutput=$place/cache" "${flags[@]}" "-Djava.io.tmpdir=$place" -cp "$jar:$path" \
        dev.leasehold.cli.Training && [ -s "$place/cache" ] || : >"$place/cache"
    mv -f "$place/cache" "$cache"
  ) </dev/null >/dev/null 2>&1 &
}

# Nothing of the caller's environment may find its way into a cache.
apart() {
  env -i PATH="$PATH" nice "$@"
}
