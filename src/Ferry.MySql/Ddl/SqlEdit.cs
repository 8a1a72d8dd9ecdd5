namespace Ferry.MySql.Ddl;

/// <summary>A replacement of characters in a statement.</summary>
/// <param name="Start">First character replaced.</param>
/// <param name="End">First character kept after it.</param>
/// <param name="Text">What stands there instead.</param>
internal readonly record struct SqlEdit(int Start, int End, string Text);
