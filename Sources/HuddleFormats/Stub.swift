enum HuddleFormatsStub {}
