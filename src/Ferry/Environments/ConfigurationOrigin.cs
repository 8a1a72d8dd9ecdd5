using System.Globalization;

namespace Ferry.Environments;

/// <summary>Where a value comes from, as precisely as a person needs it to change it.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Name">The file's name, the variable's name or the flag.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Column">Column in the line, from 1, in bytes.</param>
/// <param name="Variable">The variable in a <c>.env</c> file.</param>
public sealed record ConfigurationOrigin(OriginKind Kind, string Name, int? Line = null, int? Column = null, string? Variable = null)
{
    /// <summary>A default of Ferry's own.</summary>
    public static ConfigurationOrigin Default { get; } = new(OriginKind.Default, "default");

    /// <summary>The place in a few characters.</summary>
    /// <returns>Such as <c>ferry.json:7:15</c>, <c>.env:3 (DB_HOST)</c>, <c>$DB_HOST</c>, <c>--workers</c> or <c>default</c>.</returns>
    public override string ToString() => Kind switch
    {
        OriginKind.File => string.Create(CultureInfo.InvariantCulture, $"{Name}:{Line}:{Column}"),
        OriginKind.DotEnv => string.Create(CultureInfo.InvariantCulture, $"{Name}:{Line}{(Variable is null ? "" : $" ({Variable})")}"),
        OriginKind.EnvironmentVariable => $"${Name}",
        _ => Name,
    };
}
