namespace Ferry.MySql.Columns;

/// <summary>What stands as the end of a row that is still valid in a system-versioned table. MariaDB 11.5 moved it; a row loaded with the end of the
/// other server would be history from then on, and gone from the table.</summary>
internal static class EndOfTime
{
    /// <summary>The end as archives hold it, and as servers before 11.5 have it.</summary>
    public const string Near = "2038-01-19 03:14:07.999999";

    /// <summary>A session's variable that holds the end of the server that is loaded into.</summary>
    public const string Variable = "@ferry_end_of_time";

    /// <summary>Sets the variable in a session whose zone is UTC. Only a server of 64 bits knows the far end.</summary>
    public const string Pin = $"SET {Variable} = /*M!110500 COALESCE(FROM_UNIXTIME(4294967295.999999), */ '{Near}' /*M!110500 ) */";

    private const string Far = "2106-02-07 06:28:15.999999";

    /// <summary>The end as it is read: the same from every server.</summary>
    /// <param name="name">The column, quoted.</param>
    public static string Read(string name) => $"IF({name} = '{Far}', '{Near}', {name})";

    /// <summary>The end as it is loaded.</summary>
    /// <param name="value">An expression for what was read.</param>
    public static string Load(string value) => $"IF({value} = '{Near}', {Variable}, {value})";

    /// <summary>Whether a value stands for the end of time.</summary>
    /// <param name="field">The value as rows have it.</param>
    public static bool Is(ReadOnlySpan<byte> field) => field.SequenceEqual("2038-01-19 03:14:07.999999"u8);
}
