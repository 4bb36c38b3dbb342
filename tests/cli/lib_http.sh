# Sourced by the scripts here that need an HTTP server: http/PATH holds what is answered, its first line is the
# status, the rest the body; a slash of the path is an underscore.
# shellcheck shell=bash
mkdir -p http
perl -MIO::Socket::INET -e '
  my $server = IO::Socket::INET->new(Listen => 16, LocalAddr => "127.0.0.1", LocalPort => 0) or die;
  open(my $port, ">", "http.port.new"); print $port $server->sockport; close $port;
  rename "http.port.new", "http.port";
  while (my $client = $server->accept) {
    my $first = <$client> // next;
    while (defined(my $line = <$client>)) { last if $line =~ /^\r?\n$/ }
    my ($path) = $first =~ m{^\w+ /([^ ?]*)};
    $path =~ tr{/}{_};
    my ($status, $body) = (404, "");
    if (open(my $file, "<", "http/$path")) { local $/; ($status, $body) = split /\n/, <$file>, 2; }
    print $client "HTTP/1.1 $status X\r\nContent-Length: " . length($body // "") .
      "\r\nConnection: close\r\n\r\n" . ($body // "");
    close $client;
  }' >http.log 2>&1 &
children+=("$!")
disown "$!" # its end is nothing to report
until_true "the HTTP server" test -f http.port
http=http://127.0.0.1:$(cat http.port)

# answers PATH STATUS [BODY]
answers() {
  printf '%s\n%s' "$2" "${3:-}" >http.new
  mv http.new "http/$1"
}
# What Prometheus says of one number.
prometheus_answers() {
  answers api_v1_query 200 '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"'"$1"'"]}]}}'
}
