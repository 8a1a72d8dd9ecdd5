namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>What the cases have to know of an engine.</summary>
internal interface ICaseEngine
{
    Task<SyncSide> SideAsync();

    /// <summary>Of a text column that tells upper from lower case.</summary>
    string Exact { get; }

    /// <summary>Of a text column that takes <c>ana</c> and <c>ANA</c>, or a text with and without spaces at its end, for the same.</summary>
    string Loose(bool spaces);

    /// <summary>Precedes statements that may break foreign keys for a moment.</summary>
    string Unchecked { get; }

    /// <summary>A trigger that refuses new rows of a table.</summary>
    string Refusing(string table);
}
