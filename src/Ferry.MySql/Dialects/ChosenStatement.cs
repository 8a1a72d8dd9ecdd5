namespace Ferry.MySql.Dialects;

/// <summary>A statement that the server itself chooses, run so that the stock client can do it too.</summary>
internal static class ChosenStatement
{
    /// <summary>The statements that choose and run it.</summary>
    /// <param name="choice">An expression whose value is the statement.</param>
    public static IReadOnlyList<string> Of(string choice) =>
    [
        $"SET @ferry_session = {choice}",
        "PREPARE ferry_session FROM @ferry_session",
        "EXECUTE ferry_session",
        "DEALLOCATE PREPARE ferry_session",
    ];
}
