// A text that stays as it is.
public sealed class Model;
