#!/usr/bin/perl
# The adapter around JSON::RPC::Common (Debian: libjson-rpc-common-perl), a client of JSON-RPC 2.0
# in Perl. It does what a user of the library would: makes a call, has it carried by LWP, and looks at
# the return. What is wrong is then the library's. Calls wait, so one is made after the other.
use strict;
use warnings;

use JSON::PP ();
use JSON::RPC::Common;
use JSON::RPC::Common::Marshal::HTTP ();
use JSON::RPC::Common::Procedure::Call ();
use LWP::UserAgent ();
use URI ();

# The adapter's own reading: numbers of any size arrive as they are.
my $json = JSON::PP->new->utf8->allow_nonref->allow_bignum->canonical;
my %methods;      # of the prepared document, by name
my %sessions;
my $count = 0;

# The client

sub connected {
    my ($params) = @_;
    return unsupported('it speaks HTTP over TCP alone') if $params->{transport} ne 'tcp';
    # LWP counts whole seconds.
    my $timeout = $params->{timeout} < 1 ? 1 : int(0 + "$params->{timeout}");
    $sessions{ ++$count } = {
        uri     => URI->new($params->{url}),
        agent   => LWP::UserAgent->new(timeout => $timeout, keep_alive => 1),
        # Its own default is a draft's 'application/json-rpc'.
        marshal => JSON::RPC::Common::Marshal::HTTP->new(content_type => 'application/json'),
        id      => 0,
    };
    return { outcome => 'connected', session => $count };
}

sub called {
    my ($session, $params, $is_notification) = @_;
    my $given = arguments($params->{method}, native($params->{params}));
    my $return = eval {
        my $call = JSON::RPC::Common::Procedure::Call->inflate(
            jsonrpc => '2.0',
            method  => $params->{method},
            ($given           ? (params => $given)            : ()),
            ($is_notification ? ()                            : (id => ++$session->{id})),
        );
        my $request = $session->{marshal}->call_to_request($call, uri => $session->{uri});
        my $response = $session->{agent}->request($request);
        $is_notification ? undef : $session->{marshal}->response_to_result($response);
    };
    if (my $problem = $@) {
        # Bare texts and Moose's exceptions: no class of the library's own.
        return { outcome => 'raised', kind => 'other', type => ref($problem) || 'string',
            message => first_line("$problem") };
    }
    return returned(undef) if $is_notification;
    return returned($return->result) unless $return->has_error;
    my $error = $return->error;
    return {
        outcome => 'raised', kind => 'rpc', type => ref $error,
        ($error->has_code    ? (code    => $error->code)    : ()),
        ($error->has_message ? (message => $error->message) : ()),
        ($error->has_data    ? (data    => $error->data)    : ()),
    };
}

# The library has its user decide how params travel: by position where the document says so.
sub arguments {
    my ($name, $given) = @_;
    my $method = $methods{$name};
    return (%$given ? $given : undef)
        unless $method && ($method->{paramStructure} // '') eq 'by-position';
    my @names = map { $_->{name} } @{ $method->{params} };
    pop @names while @names && !exists $given->{ $names[-1] };
    return @names ? [ map { $given->{$_} } @names ] : undef;
}

# Numbers as a Perl program has them.
sub native {
    my ($value) = @_;
    return { map { ($_ => native($value->{$_})) } keys %$value } if ref $value eq 'HASH';
    return [ map { native($_) } @$value ] if ref $value eq 'ARRAY';
    return ref($value) =~ /^Math::/ ? 0 + "$value" : $value;
}

# The protocol

sub returned { return { outcome => 'returned', value => $_[0] } }
sub unsupported { return { outcome => 'unsupported', reason => $_[0] } }

sub first_line { my ($text) = @_; $text =~ s/\n.*//s; return $text }

sub of_session {
    my ($params, $use) = @_;
    my $session = $sessions{ $params->{session} // '' };
    return $use->($session) if $session;
    return { outcome => 'could-not-run', reason => "no session is called $params->{session}" };
}

my %requests = (
    describe => [ [], sub {
        return {
            protocol   => '1', name => 'JSON::RPC::Common', language => 'perl',
            version    => $JSON::RPC::Common::VERSION // $JSON::RPC::Common::Marshal::HTTP::VERSION,
            features   => [qw(notify typed-errors raw-calls)],
            transports => ['tcp'], clients => ['sync'],
        };
    } ],
    prepare => [ [], sub {
        my ($params) = @_;
        %methods = map { ($_->{name} => $_) }
            grep { ref eq 'HASH' && defined $_->{name} }
            @{ ($params->{document} // {})->{methods} // [] };
        return returned(undef);
    } ],
    connect => [ [qw(transport timeout)], \&connected ],
    call    => [ [qw(session method params)], sub {
        my ($params) = @_;
        return of_session($params, sub { called($_[0], $params, 0) });
    } ],
    notify => [ [qw(session method params)], sub {
        my ($params) = @_;
        return of_session($params, sub { called($_[0], $params, 1) });
    } ],
    close => [ ['session'], sub {
        my ($params) = @_;
        return of_session($params, sub { delete $sessions{ $params->{session} }; returned(undef) });
    } ],
    construct => [ [qw(names members)], sub { unsupported('it has no types') } ],
    batch     => [ [qw(session calls)], sub { unsupported('it has no batches') } ],
    subscribe => [ ['session'], sub { unsupported('HTTP has no notifications of a service') } ],
    cancel    => [ [], sub { unsupported('calls wait') } ],
);

# JSON-RPC on standard input and output, one message a line

sub refused {
    my ($id, $code, $message) = @_;
    return { jsonrpc => '2.0', id => $id, error => { code => $code, message => $message } };
}

sub response {
    my ($message) = @_;
    return refused(undef, -32600, 'Invalid Request') if ref $message ne 'HASH';
    my ($id, $name) = @$message{qw(id method)};
    my $params = exists $message->{params} ? $message->{params} : {};
    my $is_lawful = defined $message->{jsonrpc} && $message->{jsonrpc} eq '2.0'
        && defined $name && !ref $name && $json->encode($name) =~ /^"/
        && ref($params) =~ /^(?:HASH|ARRAY)$/;
    # Big numbers are objects here, and plain ids all the same.
    my $is_id = !ref $id || ref($id) =~ /^Math::/;
    return refused($is_id ? $id : undef, -32600, 'Invalid Request') unless $is_lawful && $is_id;
    my $request = $requests{$name};
    my $reply;
    if (!$request) {
        $reply = refused($id, -32601, 'Method not found');
    }
    elsif (ref $params ne 'HASH' || grep { !exists $params->{$_} } @{ $request->[0] }) {
        $reply = refused($id, -32602, 'Invalid params');
    }
    else {
        $reply = { jsonrpc => '2.0', id => $id, result => $request->[1]->($params) };
    }
    return exists $message->{id} ? $reply : undef;
}

$| = 1;
while (my $line = <STDIN>) {
    my $message = eval { $json->decode($line) };
    my $reply;
    if ($@) {
        $reply = refused(undef, -32700, 'Parse error');
    }
    elsif (ref $message eq 'ARRAY' && @$message) {
        my @replies = grep { $_ } map { response($_) } @$message;
        $reply = \@replies if @replies;
    }
    else {
        $reply = response($message);
    }
    print $json->encode($reply), "\n" if $reply;
}
