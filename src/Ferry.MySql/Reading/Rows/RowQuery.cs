namespace Ferry.MySql.Reading.Rows;

/// <summary>A SELECT in the two forms that the kinds of row connections need.</summary>
/// <param name="Plain">Every value as the server sends it.</param>
/// <param name="AsBytes">The same values cast to bytes, because the driver hands out nothing else untouched.</param>
/// <param name="Subject">What is read, for messages: <c>table movies</c>.</param>
internal sealed record RowQuery(string Plain, string AsBytes, string Subject);
