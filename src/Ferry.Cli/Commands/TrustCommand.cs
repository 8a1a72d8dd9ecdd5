using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Environments;
using Ferry.Tunnels;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry trust</c>.</summary>
internal sealed class TrustCommand : Verb
{
    private readonly Argument<string?> _host = new("HOST")
    {
        Description = "A host, user@host:port, or an alias of ~/.ssh/config, in the place of an environment.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly SourceOptions _source = new();

    private readonly Option<string[]> _fingerprints = new("--fingerprint")
    {
        Description = "Trust the host that shows this key; may be repeated for several hosts.",
        HelpName = "SHA256:…",
    };

    public TrustCommand()
        : base("trust", "Show who the SSH servers of an environment are, and record the keys that you trust.")
    {
        Add(_host);
        _source.AddTo(this);
        Add(_fingerprints);
    }

    public override IReadOnlyList<string> Examples =>
        ["ferry trust --production", "ferry trust --production --fingerprint SHA256:ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og", "ferry trust db.example.com:2222"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var route = await RouteAsync(parse, context, cancellationToken);
        var answers = new FingerprintAnswers(
            FingerprintAnswers.Parse(parse.GetValue(_fingerprints) ?? []), context.Ask.Possible ? new TunnelQuestions(context.Ask) : null);
        var hosts = await context.Host.Tunnels.IdentifyAsync(route, answers, cancellationToken);
        if (answers.Unseen(hosts).ToList() is { Count: > 0 } unseen)
        {
            throw FingerprintAnswers.Mismatch(
                $"No server on the way showed {string.Join(" or ", unseen)}; {string.Join(", ", hosts.Select(host => $"{host.Host}:{host.Port} showed {host.Fingerprint}"))}.");
        }

        context.Output.Result(new TrustDocument([.. hosts.Select(HostDocument.From)]), DocumentContext.Default.TrustDocument, TrustView.Render);
        return ExitCode.Ok;
    }

    private async Task<SshRoute> RouteAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var environment = _source.Read(parse);
        if (parse.GetValue(_host) is { } host)
        {
            return environment is null
                ? new SshRoute([HopTo(host)])
                : throw UsageError.Conflict("HOST", "an environment");
        }

        var configuration = (await Project.LoadAsync(context, cancellationToken)).Configuration;
        var chosen = environment is null ? OnlyOne(configuration) : configuration.Environment(environment);
        return chosen.ResolveRoute() ?? throw new FerryException(
            FailureKind.Usage, "ssh.none", $"The environment {chosen.Name} is not reached through SSH.",
            chosen.IsCurrent ? "It is the one that this machine is." : "It has no Ssh section.", "ferry trust HOST");
    }

    private static SshHop HopTo(string text) => SshAddress.Parse(text) is { } address
        ? new SshHop { Host = address.Host, Port = address.Port, Username = address.Username }
        : throw new FerryException(
            FailureKind.Usage, "usage.host", $"'{text}' is no host.", "A host is written db.example.com or user@db.example.com:2222.", "ferry trust --help");

    private static ResolvedEnvironment OnlyOne(FerryConfiguration configuration) =>
        configuration.Environments.Where(environment => environment.Ssh is not null).ToList() is [var only]
            ? only
            : throw UsageError.MustSay("The environment", "Name one with --production or --env E, or name a host.");
}
