using Ferry.Cli.Output;

namespace Ferry.Cli.Init;

/// <summary>Asks for what a configuration needs, each question with the answer that most people give.</summary>
internal sealed class InitQuestions(Questions ask, string folder)
{
    private const string Sqlite = "SQLite";
    private const string MySql = "MySQL or MariaDB";
    private const string Url = "I have a URL";

    private const string NotYet = "Not now";
    private const string Tunnelled = "Behind an SSH server";
    private const string Direct = "Reached directly";

    public async Task<InitAnswers> AskAsync(CancellationToken cancellationToken)
    {
        var application = await ask.TextAsync("What is the application called?", Path.GetFileName(folder), cancellationToken);
        var environment = await ask.TextAsync("Which environment is this machine?", "local", cancellationToken);
        var database = await DatabaseAsync(application, cancellationToken);
        var destination = await ask.TextAsync("Where shall the backups go?", "backups", cancellationToken);
        return new InitAnswers(application, environment, database, destination)
        {
            Production = environment == InitAnswers.ProductionName ? null : await ProductionAsync(application, cancellationToken),
        };
    }

    private async Task<InitProduction?> ProductionAsync(string application, CancellationToken cancellationToken)
    {
        var way = await ask.SelectAsync("Add the production database, a server's?", [NotYet, Tunnelled, Direct], choice => choice, cancellationToken);
        if (way == NotYet)
        {
            return null;
        }

        var ssh = way == Tunnelled ? await ask.TextAsync("Its SSH server? (user@host, user@host:port or a name in ~/.ssh/config)", preset: null, cancellationToken) : null;
        return new InitProduction(ssh, await ServerAsync(application, cancellationToken));
    }

    public async Task<IReadOnlyDictionary<string, string>> DatabaseAsync(string application, CancellationToken cancellationToken) =>
        await ask.SelectAsync("Which database?", [MySql, Sqlite, Url], choice => choice, cancellationToken) switch
        {
            Sqlite => new Dictionary<string, string>
            {
                [InitAnswers.Url] = $"sqlite:{await ask.TextAsync("Its file?", $"{application}.db", cancellationToken)}",
            },
            Url => new Dictionary<string, string>
            {
                [InitAnswers.Url] = await ask.TextAsync("Its URL? (mysql://user@host:3306/name, sqlite:app.db, env:NAME)", preset: null, cancellationToken),
            },
            _ => await ServerAsync(application, cancellationToken),
        };

    private async Task<IReadOnlyDictionary<string, string>> ServerAsync(string application, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["Engine"] = "mysql",
            ["Host"] = await ask.TextAsync("Host?", "127.0.0.1", cancellationToken),
            ["Port"] = await ask.TextAsync("Port?", "3306", cancellationToken),
            ["Database"] = await ask.TextAsync("Database?", application, cancellationToken),
            ["Username"] = await ask.TextAsync("User?", "root", cancellationToken),
        };
        var password = await ask.SecretAsync("Password? (empty for none; env:NAME or file:PATH keeps it elsewhere)", cancellationToken);
        if (password.Length > 0)
        {
            settings["Password"] = password;
        }

        return settings;
    }
}
