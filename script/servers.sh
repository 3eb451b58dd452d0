# Servers of the tests' own: PostgreSQL and Redis on free ports in a folder that goes away. Sourced, not run.

SERVERS=
POSTGRESQL_URL=
REDIS_URL=

# as_postgres COMMAND…: PostgreSQL refuses to run as root; its own user is there once it is installed.
as_postgres() {
    if is_root; then
        setpriv --reuid postgres --regid postgres --init-groups -- "$@"
    else
        "$@"
    fi
}

start_servers() {
    [ -z "$SERVERS" ] || return 0
    SERVERS=$(mktemp -d)
    chmod 755 "$SERVERS"
    start_postgresql && start_redis
}

# Called inside an `if`, where the shell does not stop at an error by itself: hence the chains of `&&`.
start_postgresql() {
    programs=$(dirname "$(readlink -f "$(find_initdb)")")
    postgresql_port=$(free_port)
    mkdir "$SERVERS/postgresql" && { ! is_root || chown postgres "$SERVERS/postgresql"; } &&
        # Durable writes stay on: what the tests say of a killed server must hold.
        as_postgres env LC_ALL=C.UTF-8 "$programs/initdb" --pgdata "$SERVERS/postgresql/data" --username nghitruong \
            --auth trust --encoding UTF8 &&
        as_postgres "$programs/pg_ctl" --pgdata "$SERVERS/postgresql/data" --wait --log "$SERVERS/postgresql/log" \
            --options "-c listen_addresses=127.0.0.1 -c port=$postgresql_port -c max_connections=200 \
                -c unix_socket_directories=$SERVERS/postgresql" start &&
        "$programs/createdb" --host 127.0.0.1 --port "$postgresql_port" --username nghitruong nghitruong &&
        POSTGRESQL_URL=postgresql://nghitruong@127.0.0.1:$postgresql_port/nghitruong
}

start_redis() {
    redis_port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$redis_port" --save '' --appendonly no --dir "$SERVERS" \
        --daemonize yes --pidfile "$SERVERS/redis.pid" --logfile "$SERVERS/redis.log" || return 1
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        if redis-cli -p "$redis_port" ping 2>/dev/null | grep -q PONG; then
            REDIS_URL=redis://127.0.0.1:$redis_port/0
            return 0
        fi
        sleep 0.2
    done
    return 1
}

stop_servers() {
    [ -n "$SERVERS" ] || return 0
    if [ -f "$SERVERS/redis.pid" ]; then kill "$(cat "$SERVERS/redis.pid")" 2>/dev/null || true; fi
    if [ -d "$SERVERS/postgresql/data" ]; then
        as_postgres "$programs/pg_ctl" --pgdata "$SERVERS/postgresql/data" --mode immediate stop >/dev/null 2>&1 || true
    fi
    rm -rf "$SERVERS"
    SERVERS=
}
