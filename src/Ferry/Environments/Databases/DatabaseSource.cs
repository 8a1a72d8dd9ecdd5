using Ferry.Databases;

namespace Ferry.Environments;

/// <summary>Makes a <see cref="DatabaseTarget"/> of what the settings say; everything but the secrets can be checked beforehand.</summary>
internal sealed class DatabaseSource(
    string path, DatabaseOptions options, Func<string, ConfigurationOrigin> originOf, Func<string, string?> connectionStrings,
    SecretResolver secrets, ConfigurationPaths paths)
{
    public const string ConnectionPrefix = "connection:";

    /// <summary>Collects what is wrong, without touching a secret.</summary>
    public void Check(ProblemList problems)
    {
        if (options.Url is null || SecretReference.Parse(options.Url).Kind == SecretKind.Literal)
        {
            Read(options.Url, problems);
        }
    }

    /// <summary>The target without its password; null when its address is itself a secret.</summary>
    public DatabaseTarget? Describe() =>
        options.Url is null || SecretReference.Parse(options.Url).Kind == SecretKind.Literal
            ? Read(options.Url, new ProblemList()) with { Password = null }
            : null;

    /// <summary>The target, secrets included.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a secret is missing.</exception>
    public DatabaseTarget Resolve()
    {
        var problems = new ProblemList();
        var url = options.Url is null ? null : secrets.Resolve(options.Url, Key(nameof(options.Url)), Origin(nameof(options.Url))).Reveal();
        var target = Read(url, problems);
        problems.ThrowIfAny();
        return options.Password is null || target.Engine == EngineNames.Sqlite
            ? target
            : target with { Password = secrets.Resolve(options.Password, Key(nameof(options.Password)), Origin(nameof(options.Password))) };
    }

    private DatabaseTarget Read(string? url, ProblemList problems)
    {
        var before = problems.Count;
        var engine = ReadEngine(problems);
        var parts = ReadParts(engine, url, problems) ?? new DatabaseParts();
        if (engine is not null && parts.Engine is not null && engine != parts.Engine)
        {
            problems.Add(Origin(nameof(options.Engine)), $"{Key(nameof(options.Engine))} is {engine}, but the URL is for {parts.Engine}.");
        }

        var target = Combine(engine ?? parts.Engine ?? "", parts);
        if (problems.Count == before)
        {
            CheckComplete(target, problems);
        }

        return target;
    }

    private string? ReadEngine(ProblemList problems)
    {
        if (options.Engine is null || EngineNames.Families.TryGetValue(options.Engine, out var engine))
        {
            return options.Engine is null ? null : EngineNames.Families[options.Engine];
        }

        problems.Add(Origin(nameof(options.Engine)), $"{Key(nameof(options.Engine))}: {EngineNames.Unknown(options.Engine)}");
        return null;
    }

    private DatabaseParts? ReadParts(string? engine, string? url, ProblemList problems)
    {
        var (text, property) = options.Connection is null ? (url, nameof(options.Url)) : (options.Connection, nameof(options.Connection));
        if (text is null)
        {
            return null;
        }

        if (options.Connection is not null && url is not null)
        {
            problems.Add(Origin(property), $"{path} has both a Url and a Connection; one of them must go.");
            return null;
        }

        var isConnection = options.Connection is not null || text.StartsWith(ConnectionPrefix, StringComparison.OrdinalIgnoreCase);
        var (parts, problem) = isConnection ? ReadConnection(engine, text) : DatabaseUrl.Parse(text);
        if (problem is not null)
        {
            problems.Add(Origin(property), $"{Key(property)} {problem}.");
        }

        return parts;
    }

    private (DatabaseParts? Parts, string? Problem) ReadConnection(string? engine, string text)
    {
        var name = text.StartsWith(ConnectionPrefix, StringComparison.OrdinalIgnoreCase) ? text[ConnectionPrefix.Length..].Trim() : text;
        if (name.Contains('=', StringComparison.Ordinal))
        {
            return (null, "must be the name of a connection string, not the connection string itself");
        }

        if (engine is null)
        {
            return (null, $"takes the connection string {name}, which does not say for which engine it is: "
                + $"write {{ \"Engine\": \"mysql\", \"Connection\": \"{name}\" }}, or sqlite or postgres");
        }

        if (connectionStrings(name) is not { } connectionString)
        {
            return (null, $"takes the connection string {name}, but there is no ConnectionStrings:{name} in appsettings.json or the environment");
        }

        var (parts, problem) = ConnectionStringParser.Parse(engine, connectionString);
        return (parts, problem is null ? null : $"takes ConnectionStrings:{name}, which {problem}");
    }

    private DatabaseTarget Combine(string engine, DatabaseParts parts)
    {
        var file = options.Path ?? parts.Path;
        var socket = options.Socket ?? (options.Host is null ? parts.Socket : null);
        var isFile = engine == EngineNames.Sqlite;
        return new DatabaseTarget
        {
            Engine = engine,
            Host = isFile || socket is not null ? null : options.Host ?? parts.Host ?? "127.0.0.1",
            Port = options.Port ?? parts.Port,
            Replica = options.Replica,
            Socket = socket,
            Database = options.Database ?? parts.Database,
            Path = file is null ? null : paths.Resolve(file),
            Username = options.Username ?? parts.Username,
            Password = parts.Password,
            Tls = new TlsOptions(
                options.Tls?.Mode ?? parts.Tls ?? TlsMode.Auto, File(options.Tls?.CaFile ?? parts.CaFile),
                File(options.Tls?.CertificateFile ?? parts.CertificateFile), File(options.Tls?.KeyFile ?? parts.KeyFile)),
        };
    }

    private void CheckComplete(DatabaseTarget target, ProblemList problems)
    {
        var origin = originOf(path);
        if (target.Engine.Length == 0)
        {
            problems.Add(origin, $"{Key(nameof(options.Engine))} is missing: mysql, mariadb, postgres or sqlite.");
        }
        else if (target.Engine != EngineNames.Sqlite && string.IsNullOrEmpty(target.Database))
        {
            problems.Add(origin, $"{Key(nameof(options.Database))} is missing: the name of the database on the server.");
        }
        else if (target.Engine != EngineNames.Sqlite && target.Path is not null)
        {
            problems.Add(Origin(nameof(options.Path)), $"{Key(nameof(options.Path))} is for sqlite; this is a {target.Engine} database.");
        }
        else if (target.Engine == EngineNames.Sqlite)
        {
            CheckFile(target, problems);
        }
    }

    private void CheckFile(DatabaseTarget target, ProblemList problems)
    {
        if (target.Path is null)
        {
            problems.Add(originOf(path), $"{Key(nameof(options.Path))} is missing: the database file.");
        }
        else if (Path.GetFileName(target.Path) == ":memory:")
        {
            problems.Add(originOf(path), $"{path} is a database in memory, which no other process can read.");
        }

        foreach (var (name, value) in new[] { ("Host", options.Host), ("Replica", options.Replica), ("Socket", options.Socket), ("Database", options.Database), ("Username", options.Username) })
        {
            if (value is not null)
            {
                problems.Add(Origin(name), $"{Key(name)} is for servers; a sqlite database has only a Path.");
            }
        }
    }

    private string? File(string? file) => string.IsNullOrEmpty(file) ? null : paths.Resolve(file);

    private string Key(string property) => $"{path}:{property}";

    private ConfigurationOrigin Origin(string property) =>
        originOf(Key(property)) is { Kind: not OriginKind.Default } origin ? origin : originOf(path);
}
