using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>Where one database is and how to log in. A text in its place is its <see cref="Url"/>.</summary>
[Shorthand(nameof(Url))]
public sealed class DatabaseOptions
{
    /// <summary><c>mysql</c> (also MariaDB), <c>postgres</c> or <c>sqlite</c>.</summary>
    public string? Engine { get; init; }

    /// <summary>A URL such as <c>mysql://root@127.0.0.1:3306/movies</c> or <c>sqlite:app.db</c>, or <c>connection:NAME</c>.
    /// The other settings go before its parts.</summary>
    [SecretSetting(InsideUrl = true)]
    public string? Url { get; init; }

    /// <summary>Name of one of the app's own <c>ConnectionStrings</c>. The other settings go before its parts.</summary>
    public string? Connection { get; init; }

    /// <summary>Host name or address of the server.</summary>
    public string? Host { get; init; }

    /// <summary>TCP port of the server.</summary>
    /// <value>The engine's own.</value>
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>A replica that backups read from instead, as <c>host</c> or <c>host:port</c>; the login and everything else are the same.</summary>
    public string? Replica { get; init; }

    /// <summary>Path of a Unix socket, used instead of host and port.</summary>
    public string? Socket { get; init; }

    /// <summary>Name of the database on the server.</summary>
    public string? Database { get; init; }

    /// <summary>Path of the database file, from the configuration's folder.</summary>
    public string? Path { get; init; }

    /// <summary>Login name.</summary>
    public string? Username { get; init; }

    /// <summary>Login password: <c>env:NAME</c>, <c>file:PATH</c>, or the password itself.</summary>
    [SecretSetting]
    public string? Password { get; init; }

    /// <summary>How the connection is encrypted. A text in its place is its mode.</summary>
    public DatabaseTlsOptions? Tls { get; init; }
}
