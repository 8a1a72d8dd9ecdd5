namespace Ferry.Reading;

/// <summary>How an engine writes a field of a row; fields are separated by tabs and rows ended by line feeds in every format.</summary>
public enum RowFormat
{
    /// <summary><c>\N</c> or the server's own bytes in the column's character set, with backslash escapes, as LOAD DATA reads them.</summary>
    Plain,

    /// <summary><c>\N</c> or a letter for the storage class and the value: <c>I</c> decimal, <c>R</c> 16 hexadecimal digits of the IEEE 754 bits,
    /// <c>T</c> UTF-8 with backslash escapes, <c>B</c> hexadecimal.</summary>
    Typed,
}
